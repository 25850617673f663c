#!/usr/bin/env bash
# CairoSVG 2.7.1 (PyPI), with Pillow 11.0.0 to count dark pixels; needs libcairo.
#
# A rim of paper around labels (stroke with paint-order="stroke") keeps them readable where they meet a line, in every
# browser. CairoSVG does not know paint-order: it paints the rim last, over the letters. With a rim of four units the
# labels are not smaller or paler, they are gone, and nothing is reported.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env" && "$folder/env/bin/pip" -q install 'cairosvg==2.7.1' 'pillow==11.0.0'
"$folder/env/bin/python" - "$folder" <<'PY'
import io, sys
import cairosvg
from PIL import Image
def dark(rim):
    svg = ('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><rect width="200" height="60" fill="#fff"/>'
           f'<text x="10" y="40" font-size="24" fill="#000" {rim}>13267</text></svg>')
    image = Image.open(io.BytesIO(cairosvg.svg2png(svg.encode()))).convert("L")
    return sum(image.histogram()[:100])
plain, rimmed = dark(""), dark('stroke="#fff" stroke-width="4" paint-order="stroke"')
print("dark pixels without a rim:", plain, " with a rim below the letters:", rimmed)
assert plain > 100 and rimmed == 0
PY
echo "as described: the rim hides the letters"
