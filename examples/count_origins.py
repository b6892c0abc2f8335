"""
Count origins instead of outlets: a thousand copies of one report weigh as one.
"""

from claimtrack import Casebook, Report

STORY = "Four guards were killed when a mine went off near the village of Shola, the monitoring group said on Monday."


def main() -> None:
    casebook = Casebook()
    for number in range(1, 6):
        casebook.add(Report(outlet=f"Mirror {number}", published="2021-03-02", text=STORY))
    casebook.add(
        Report(
            outlet="Valley Post",
            published="2021-03-03",
            text="A doctor at the district hospital said four guards died of wounds from a mine near Shola.",
        )
    )
    for claim in casebook.claims():
        print(f"{len(claim.outlets)} outlets, {claim.independent_origins:.1f} independent origins: {claim.title}")
        for origin in claim.origins:
            print(f"  {origin.origin}: {', '.join(origin.appearances)}")


if __name__ == "__main__":
    main()
