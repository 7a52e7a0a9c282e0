#!/bin/sh
# Find a Python that suits and hand over to starter/start.py. ./start.sh [--port 8600] [--no-browser]
here=$(cd "$(dirname "$0")" && pwd) || exit 1
for python in "$here/python/bin/python3" python3.12 python3.11 python3 python \
    /usr/local/bin/python3 /usr/bin/python3.12 /usr/bin/python3.11 /opt/python3*/bin/python3 \
    "$HOME"/.pyenv/versions/3.1[12]*/bin/python3 "$HOME"/miniconda3/bin/python3 "$HOME"/anaconda3/bin/python3; do
    if "$python" -E -s "$here/starter/suits.py" 2>/dev/null; then
        exec "$python" -E -s -X utf8 "$here/starter/start.py" "$@"
    fi
done
cat "$here/starter/no-python.txt"
exit 1
