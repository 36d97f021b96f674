#!/usr/bin/env bash
# Trains on a rented GPU machine, from the top of the repository: training/starter/gpu.sh MINUTES [options of train.py]
# Needs build/starter/data (prepare.py) and nothing from outside; python3 with torch, numpy and sentencepiece, or pip.
# OUT=folder: the averaged weights (int8, parts of 15 MiB) and the log are written there.
set -euo pipefail
cd "$(dirname "$0")/../.."
minutes=$1
shift
python=${PYTHON:-python3}
if ! "$python" -c 'import torch, numpy, sentencepiece, google.protobuf' 2>/dev/null; then
  "$python" -m venv build/starter/venv
  python=build/starter/venv/bin/python
  "$python" -m pip install --quiet torch numpy sentencepiece protobuf
fi
out=${OUT:-build/starter/out}
export PYTHONUNBUFFERED=1 TOKENIZERS_PARALLELISM=false
exec "$python" training/starter/train.py --minutes "$minutes" --int8 "$out" "$@"
