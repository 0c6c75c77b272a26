"""Refuses a source file of more than 300 lines: one idea a file."""

import subprocess
import sys

LIMIT = 300
PATTERNS = ("*.swift", "*.c", "*.h", "*.py", "*.pyi", "*.sh")

files = subprocess.run(
    ["git", "ls-files", "--", *PATTERNS], check=True, capture_output=True, text=True
).stdout.splitlines()
failed = False
for name in files:
    with open(name, encoding="utf-8") as file:
        lines = sum(1 for _ in file)
    if lines > LIMIT:
        print(f"{name}: expected at most {LIMIT} lines, got {lines}")
        failed = True
sys.exit(failed)
