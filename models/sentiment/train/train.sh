#!/bin/bash
# Trains the sentiment model again: train.sh DATA WORK
# DATA is the folder of the sets that the card names; WORK takes what models/encoder/train/labels.sh makes, model.bin, and the reference
# answers that the package's test compares. Takes about fifteen minutes on one core when the labels are there. The same machine type and the pinned requirements give the same bytes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$1 work=$2
export PYTHONPATH=$here/../../encoder/train OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
"$PYTHONPATH/labels.sh" "$data" "$work"
lexicon=$(go list -m -f '{{.Dir}}' github.com/jonreiter/govader)/rawdata/vaderLexicon.txt
"$work/python/bin/python" "$here/student.py" "$data" "$work/texts.pkl" "$work/large_labels.npz" "$work/rest_labels.npz" "$lexicon" "$work/model.bin"
"$work/python/bin/python" "$here/reference.py" "$work/model.pt" "$work/model.bin" "$work/reference.json"
