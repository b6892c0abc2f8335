"""
Ask what was known on a day: a later denial changes the later day, never the earlier one.
"""

from claimtrack import Casebook, Report

REPORTS = [
    Report(
        outlet="Harbour Daily",
        published="2021-03-02",
        text="The health ministry said 30 people were killed in the flood in Derna.",
    ),
    Report(
        outlet="Valley Post",
        published="2021-03-04",
        text="A spokesman for the Red Crescent denied on Thursday that 30 people were killed in the flood in Derna.",
    ),
]


def main() -> None:
    casebook = Casebook()
    for report in REPORTS:
        casebook.add(report)
    for day in ("2021-03-02", "2021-03-04"):
        print(f"As of {day}:")
        for claim in casebook.claims(as_of=day):
            print(f"  {claim.corroboration.probability:.2f}  {claim.title}")
            print("  " + claim.corroboration.explain().replace("\n", "\n  "))


if __name__ == "__main__":
    main()
