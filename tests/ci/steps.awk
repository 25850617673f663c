# Takes the steps of a GitHub job apart: OUT/NN/{name,uses,if,id,run} and OUT/NN/{env,with}/KEY, one value a file.
# Reads the YAML that `fangzhi init` writes, with the indents that it has, and no other: steps at 6 columns.
#   awk -v job=build -v out=FOLDER -f steps.awk report.yml

function indent(line) { match(line, /^ */); return RLENGTH }
function value(text) {
  sub(/^[^:]*:[ ]*/, "", text)
  if (text !~ /^["']/) sub(/[ ]+#.*$/, "", text)
  if (text ~ /^".*"$/ || text ~ /^'.*'$/) text = substr(text, 2, length(text) - 2)
  return text
}
function key(text) { sub(/:.*$/, "", text); gsub(/^[ ]+/, "", text); return text }
function store(path, text) {
  printf "%s", text > path
  close(path)
}
function begin_step() {
  step = sprintf("%s/%02d", out, ++steps)
  system("mkdir -p '" step "/env' '" step "/with'")
  group = ""
}
function entry(line, at,    name, text, path) {
  name = key(line); text = value(line)
  path = step "/" (at > 8 ? group "/" : "") name
  if (text == "" && at == 8) { group = name; return }
  if (text ~ /^[|>]-?$/) { block = path; block_indent = at; first = 1; printf "" > path; return }
  store(path, text)
}

block != "" {
  if ($0 ~ /^ *$/ || indent($0) > block_indent) {
    if (first) { cut = indent($0); first = 0 }
    print substr($0, cut + 1) >> block
    next
  }
  close(block); block = ""
}
/^ *#/ || /^ *$/ { next }
/^jobs:/ { jobs = 1; next }
jobs && indent($0) == 2 { inside = (key($0) == job); next }
inside && /^    steps:/ { listed = 1; next }
inside && indent($0) == 4 { listed = 0; next }
inside && listed && /^      - / {
  begin_step()
  sub(/^      - /, "        ")
  entry($0, 8)
  next
}
inside && listed { entry($0, indent($0)) }
