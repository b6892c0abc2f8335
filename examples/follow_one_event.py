"""
Follow one event through several outlets: what is claimed, by how many, from how many origins.
"""

from claimtrack import Casebook, Report

REPORTS = [
    Report(
        outlet="Harbour Daily",
        published="2021-03-02",
        text="Ten trucks reached the northern camp on Tuesday, the network Eye of the River said. "
        "Guards closed the road behind them, residents said.",
    ),
    Report(
        outlet="Valley Post",
        published="2021-03-02",
        text="The network Eye of the River reported that 10 trucks reached the northern camp.",
    ),
    Report(
        outlet="صدى الوادي",
        published="2021-03-03",
        text="أفادت مصادر محلية بأن 12 شاحنة وصلت إلى المخيم الشمالي أمس الثلاثاء.",
    ),
]


def main() -> None:
    casebook = Casebook()
    for report in REPORTS:
        casebook.add(report)
    for claim in casebook.claims():
        print(f"{claim.title}")
        print(f"  {', '.join(claim.outlets)}")
        print(f"  {claim.corroboration.summary()}")
        for variant in claim.variants:
            print(f"  {variant.slot}: {variant.value} in {', '.join(variant.appearances)}")


if __name__ == "__main__":
    main()
