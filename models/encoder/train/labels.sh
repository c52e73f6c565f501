#!/bin/bash
# Makes what both the encoder and the fast model learn from: labels.sh DATA WORK
# DATA is the folder of the sets that the cards name. WORK takes two teachers, fine-tuned for two and for three epochs, the texts
# that nobody has labelled, and what the teachers tell of them. What lies there already isn't made again. Takes about two and a
# half hours on one core. The same machine type and the pinned requirements give the same bytes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$1 work=$2 tones=$here/../../sentiment/train
mkdir -p "$work"
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
[ -d "$work/python" ] || { python3 -m venv "$work/python"; "$work/python/bin/pip" install --quiet -r "$here/requirements.txt"; }
python="$work/python/bin/python"

# make FILE SCRIPT ARGUMENT…: the file is the script's last argument.
make() { [ -e "$work/$1" ] || "$python" "${@:2}" "$work/$1"; }

make vocabulary.txt "$here/pieces.py" "$data"
make first.pt "$here/tune.py" first "$data" "$work/vocabulary.txt"
export PYTHONPATH=$here
make texts.pkl "$tones/texts.py" "$data"
make teacher.pt "$tones/teacher.py" tune "$data"
make labels.npz "$tones/teacher.py" label "$work/teacher.pt" "$work/texts.pkl"
make first_labels.npz "$here/tune.py" label "$work/vocabulary.txt" "$work/first.pt" "$work/texts.pkl"
