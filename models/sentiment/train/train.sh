#!/bin/bash
# Trains the sentiment model again: train.sh DATA WORK
# DATA is the folder of the sets that the card names; WORK takes what lies between the steps, and model.bin.
# Takes about two hours on one core. The same machine type and the pinned requirements give the same bytes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$1 work=$2
mkdir -p "$work"
export PYTHONPATH=$here/../../encoder/train OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
[ -d "$work/python" ] || { python3 -m venv "$work/python"; "$work/python/bin/pip" install --quiet -r "$here/requirements.txt"; }
python="$work/python/bin/python"
lexicon=$(go list -m -f '{{.Dir}}' github.com/jonreiter/govader)/rawdata/vaderLexicon.txt
"$python" "$here/texts.py" "$data" "$work/texts.pkl"
"$python" "$here/teacher.py" tune "$data" "$work/teacher.pt"
"$python" "$here/teacher.py" label "$work/teacher.pt" "$work/texts.pkl" "$work/labels.npz"
"$python" "$here/student.py" "$data" "$work/teacher.pt" "$work/texts.pkl" "$work/labels.npz" "$lexicon" "$work/model.bin"
