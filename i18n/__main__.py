"""`python -m i18n extract`: bring the translation file up to date with the code."""

import argparse
import sys

from i18n.extract import update


def main() -> int:
    """Run the command line; the exit code is 1 while a text has no Chinese."""
    parser = argparse.ArgumentParser(prog="python -m i18n", description="Interface texts of the atlas.")
    parser.add_argument("command", choices=["extract"], help="collect the texts from the code into zh_CN.po")
    parser.parse_args()
    total, missing = update()
    print(f"{total} texts, {len(missing)} without Chinese")
    for text in missing:
        print(f"  {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
