#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# demo.sh [DIR]: shows the main job from end to end in a new workspace of made-up people, then opens
# the window on it; where nobody would see a window, saves pictures of it instead.
# Anything on standard error is a failure: a demo that complains is no demo.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
state="${XDG_STATE_HOME:-${TMPDIR:-/tmp}}"
if [ $# -gt 0 ]; then
  workspace=$1
else
  mkdir -p "$state"
  workspace=$(mktemp -d "$state/peal-demo.XXXXXX")
fi
complaints=$(mktemp "${TMPDIR:-/tmp}/peal-demo.XXXXXX")
trap 'rm -f "$complaints"' EXIT

# Runs a command that must not complain.
quietly () {
  local status=0
  "$@" 2>"$complaints" || status=$?
  if [ $status -ne 0 ] || [ -s "$complaints" ]; then
    cat "$complaints" >&2
    echo "The demo failed: ${1##*/} ended with status $status; what it said stands above." >&2
    exit 1
  fi
}

start=$SECONDS
echo "Peal from end to end: invented people, a simulated phone network, real HTTP."
echo "Nothing leaves this computer."
quietly pealctl --workspace "$workspace" demo
printf '\nThat took %d seconds. The workspace stays in %s\n' $((SECONDS - start)) "$workspace"
echo "Look into it:  ./dev shell pealctl --workspace $workspace messages"

if [ "${PEAL_SCREEN:-}" != own ]; then
  echo "The window opens on it now."
  exec peal --workspace "$workspace"
fi
pictures="$workspace/pictures"
echo "There is no display for a window, so its pages are saved as pictures."
quietly "$here/pictures.sh" "$pictures" "$workspace"
echo "The pictures are in $pictures"
