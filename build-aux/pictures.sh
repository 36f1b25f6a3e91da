#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# pictures.sh [DIR [WORKSPACE]]: saves pictures of every page and dialog in DIR (./pictures), as
# PAGE-LOOK.png: of WORKSPACE as it is, in light and narrow; or of a made-up workspace of ten thousand
# people, some of whose names try to be markup, in every look, and of an empty one.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
directory=${1:-$here/pictures}
mkdir -p "$directory"

# The program is a test program, so it lies beside the tests of the build that is on PATH.
program=$(dirname "$(command -v peal)")/../../tests/ui/peal-pictures

# Drawn by the processor: the same on every machine.
export GSK_RENDERER=cairo GDK_DISABLE=vulkan GTK_A11Y=none GSETTINGS_BACKEND=memory GDK_DEBUG=no-portals
export TZ=UTC

if [ $# -gt 1 ]; then
  for look in light narrow; do
    "$program" "$2" "$directory" $look
  done
  exit
fi

made_up=$(mktemp -d "${TMPDIR:-/tmp}/peal-pictures.XXXXXX")
trap 'rm -rf "$made_up"' EXIT
for look in empty light dark narrow contrast large rtl; do
  "$program" "$made_up/$look" "$directory" $look
done
for look in light dark narrow rtl; do
  "$program" "$made_up/talk-$look" "$directory" $look talk
done
echo "$(find "$directory" -name '*.png' | wc -l) pictures are in $directory"
