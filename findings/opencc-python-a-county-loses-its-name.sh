#!/usr/bin/env bash
# opencc-python-reimplemented 0.1.7 (PyPI), conversion t2s, beside OpenCC 1.1.9 (PyPI package opencc).
#
# 乾 is simplified to 干 except where it is read qián, and a county is: 乾安縣 in Jilin is 乾安县. Both programs are
# built on the same dictionaries and get 乾隆 right; what they make of the county differs from what its own signs say.
# Whoever joins converted text with a table of divisions finds no such county, and its figures have no region.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" -q install 'opencc-python-reimplemented==0.1.7'
cat > "$folder/seen.py" <<'PY'
from opencc import OpenCC
convert = OpenCC("t2s").convert
print(*(f"{text} -> {convert(text)}" for text in ("乾隆年間", "乾安縣", "餘慶縣", "於潛")), sep="   ")
PY
one=$("$folder/env/bin/python" "$folder/seen.py"); echo "reimplemented: $one"
python3 -m venv "$folder/other"
"$folder/other/bin/pip" -q install 'opencc==1.1.9'
other=$("$folder/other/bin/python" "$folder/seen.py"); echo "OpenCC 1.1.9:  $other"
for line in "$one" "$other"; do
  case "$line" in *"乾隆年間 -> 乾隆年间"*"乾安縣 -> 干安县"*) ;; *) echo "no longer so: $line"; exit 1 ;; esac
done
echo "as described: 乾安縣 comes out as 干安县, which no table of divisions lists"
