"""Runs the blocks of shell commands of a page, and compares what each prints with the block of text that follows it."""

import re
import subprocess
import sys

page, folder = sys.argv[1:]
blocks = re.findall(r"^```(\w+)\n(.*?)^```$", open(page, encoding="utf-8").read(), re.MULTILINE | re.DOTALL)
ran = 0
for i, (kind, commands) in enumerate(blocks):
    if kind != "sh":
        continue
    want = blocks[i + 1][1] if i + 1 < len(blocks) and blocks[i + 1][0] == "text" else ""
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", commands], cwd=folder, capture_output=True, text=True)
    got = done.stdout + done.stderr
    if done.returncode != 0 or want and got != want:
        sys.exit(f"{page}: exit status {done.returncode} of\n{commands}\nprinted\n{got}\nwanted\n{want}")
    ran += 1
print(f"{page}: {ran} blocks ran, and printed what the page says")
