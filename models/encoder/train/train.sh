#!/bin/bash
# Trains the encoder again: train.sh DATA WORK
# DATA is the folder of the sets that the card names; WORK takes what labels.sh makes, the encoder, model.bin, and the reference
# answers that the package's test compares. Takes an hour and a quarter on one core when the labels are there. The same machine type and
# the pinned requirements give the same bytes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$1 work=$2 python=$2/python/bin/python
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
"$here/labels.sh" "$data" "$work"
"$python" "$here/tune.py" further 3 1 "$data" "$work/vocabulary.txt" "$work/second.pt" "$work/texts.pkl" "$work/large_labels.npz" \
  "$work/third.pt"
"$python" "$here/distil.py" "$data" "$work/vocabulary.txt" "$work/second.pt" "$work/third.pt" "$work/texts.pkl" "$work/large_labels.npz" \
  "$work/more_labels.npz" "$work/encoder.pt"

"$python" "$here/export.py" "$data" "$work/vocabulary.txt" "$work/encoder.pt" "$work/model.bin"
"$python" "$here/reference.py" "$work/vocabulary.txt" "$work/encoder.pt" "$work/reference.json"
