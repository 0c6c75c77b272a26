"""Adds up the test reports of a folder and closes with `N passed, N failed`.

Exits with 1 where a test failed, where a run broke off (a file `failed` lies in the folder and
no report says why), or where a language left no report.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree


def count(report: Path) -> tuple[int, int, int]:
    """How many tests of one report passed, failed and were skipped."""
    passed = failed = skipped = 0
    for case in ElementTree.parse(report).iter("testcase"):
        marks = {child.tag for child in case}
        if marks & {"failure", "error"}:
            failed += 1
        elif "skipped" in marks:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def main(folder: Path) -> int:
    """Print the sums; answer the exit status."""
    passed = failed = skipped = 0
    missing = []
    for language in ("swift", "python"):
        reports = sorted(folder.glob(f"{language}*.xml"))
        counts = [count(report) for report in reports]
        total = [sum(column) for column in zip(*counts, strict=True)] or [0, 0, 0]
        print(f"{language}: {total[0]} passed, {total[1]} failed, {total[2]} skipped")
        if sum(total) == 0:
            missing.append(language)
        passed, failed, skipped = passed + total[0], failed + total[1], skipped + total[2]
    if missing or ((folder / "failed").exists() and failed == 0):
        print(f"a run broke off before its report was whole: {' '.join(missing) or 'see above'}")
        failed = max(failed, 1)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
