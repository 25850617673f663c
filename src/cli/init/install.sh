# «已经装好（来自缓存）的不再安装。|What is installed already, out of the cache, is not installed again.»
if [ "$(cat .fangzhi/bin/installed 2>/dev/null)" != "$FANGZHI" ]; then
  rm -rf .fangzhi/bin && mkdir -p .fangzhi/bin
  case "$FANGZHI" in
    *://*) archive=$FANGZHI ;;
    *) archive=@ARCHIVE@ ;;
  esac
  if [ -n "$archive" ] && curl -fsSL --retry 3 -o .fangzhi/archive.tar.gz "$archive"; then
    # «旁边有校验和的，必须相符。|Where a checksum is beside it, it must be the right one.»
    if sum=$(curl -fsSL --retry 3 "$archive.sha256" 2>/dev/null); then
      echo "${sum%% *}  .fangzhi/archive.tar.gz" | sha256sum --check --quiet -
    fi
    tar -xzf .fangzhi/archive.tar.gz -C .fangzhi/bin --strip-components=1
    rm .fangzhi/archive.tar.gz
  elif [ "$archive" = "$FANGZHI" ]; then
    exit 1
  else
    # «没有现成的程序，就从源码编译（约十分钟）。|No archive: compiled from source, which takes some ten minutes.»
    cargo install --locked --no-track --root .fangzhi "fangzhi@$FANGZHI"
  fi
  echo "$FANGZHI" > .fangzhi/bin/installed
fi
.fangzhi/bin/fangzhi --version
