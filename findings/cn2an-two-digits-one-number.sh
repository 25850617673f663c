#!/usr/bin/env bash
# cn2an 0.5.23 (PyPI), normal and smart mode.
#
# Two Han digits side by side are how Chinese writes an approximate number: 七八 is "seven or eight". cn2an reads
# them as digits of one number, 78, without a warning, though it reads 一万二 (12,000) and 一千八 (1,800) as people
# say them. A range that is ten times too large passes every check of type and sign.
# In sentences, transform() takes the numeral out of names as well: 五方联动 becomes 5方联动 and 一共 becomes 1共.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env" && "$folder/env/bin/pip" -q install 'cn2an==0.5.23' 'setuptools<81'
"$folder/env/bin/python" - <<'PY'
import cn2an
seen = {text: cn2an.cn2an(text, mode) for mode in ("normal", "smart") for text in ("七八", "三五", "一千八")}
print("七八 ->", seen["七八"], " 三五 ->", seen["三五"], " 一千八 ->", seen["一千八"])
assert seen == {"七八": 78, "三五": 35, "一千八": 1800}, seen
sentence = cn2an.transform("一共三县推行五方联动", "cn2an")
print(sentence)
assert sentence == "1共3县推行5方联动", sentence
PY
echo "as described: an approximate 七八 is read as 78, and names lose their numerals"
