#!/usr/bin/env bash
# pypinyin 0.53.0 (PyPI), lazy_pinyin on whole names.
#
# It knows 六安 (lu an), 乐清 (yue qing), 蔚县 (yu xian) and 长子县 (zhang zi xian), so one would trust it with a list of
# divisions. It misreads others: 漯河 as "ta he" (luo he), 乐亭县 as "le ting" (lao ting), 单县 as "dan" (shan), 长葛 as
# "zhang ge" (chang ge), 荥经县 as "xing jing" (ying jing). An index of pinyin made with it hides these places.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env" && "$folder/env/bin/pip" -q install 'pypinyin==0.53.0'
"$folder/env/bin/python" - <<'PY'
from pypinyin import lazy_pinyin
right = {"六安市": "lu an shi", "乐清市": "yue qing shi", "蔚县": "yu xian", "长子县": "zhang zi xian"}
wrong = {"漯河": "ta he", "乐亭县": "le ting xian", "单县": "dan xian", "长葛": "zhang ge", "荥经县": "xing jing xian"}
for name, expected in (right | wrong).items():
    seen = " ".join(lazy_pinyin(name))
    print(name, seen)
    assert seen == expected, name
PY
echo "as described: some counties are read as they are called, others not"
