"""Runs what programs check: a line for each, and an exit code that says whether all that are here found what they should."""
import sys


def run_checks(*checks):
    bad = 0
    for check in checks:
        try:
            check()
            print(f"{check.__name__}: ok")
        except ImportError as missing:
            print(f"{check.__name__}: skipped, {missing}")
        except Exception as error:
            bad += 1
            print(f"{check.__name__}: WRONG, {type(error).__name__}: {error}")
    sys.exit(1 if bad else 0)
