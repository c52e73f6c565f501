#!/bin/bash
# Trains the encoder again: train.sh DATA WORK
# DATA is the folder of the sets that the card names; WORK takes what lies between the steps, model.bin, and the reference
# answers that the package's test compares. Takes about an hour on one core. The same machine type and the pinned
# requirements give the same bytes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$1 work=$2
mkdir -p "$work"
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
[ -d "$work/python" ] || { python3 -m venv "$work/python"; "$work/python/bin/pip" install --quiet -r "$here/requirements.txt"; }
python="$work/python/bin/python"
"$python" "$here/pieces.py" "$data" "$work/vocabulary.txt"
"$python" "$here/tune.py" first "$data" "$work/vocabulary.txt" "$work/first.pt"
"$python" "$here/tune.py" again "$data" "$work/vocabulary.txt" "$work/first.pt" "$work/encoder.pt"
"$python" "$here/export.py" "$data" "$work/vocabulary.txt" "$work/encoder.pt" "$work/model.bin"
"$python" "$here/reference.py" "$work/vocabulary.txt" "$work/encoder.pt" "$work/reference.json"
