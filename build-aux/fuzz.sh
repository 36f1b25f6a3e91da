#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# fuzz.sh BUILD CORPUS [TARGET…] [--seconds N]: runs the fuzz targets that ./dev fuzz has built in BUILD, one
# after the other. Each begins from its folder of CORPUS and from what its earlier runs have found
# interesting, which stays in BUILD. An input that breaks it goes into CORPUS, where the replay of the test
# suite finds it; its report is printed. Exit status 1 if there was one.
set -euo pipefail

build=$1 corpus=$2
shift 2
seconds=60
targets=()
die () { printf '%s\n' "$@" >&2; exit 2; }

while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:-}; shift ;;
    --seconds=*) seconds=${1#*=} ;;
    *)
      [ -x "$build/tests/fuzz/fuzz-$1" ] || die "There is no fuzz target \"$1\". There are: $(cd "$corpus" && echo *)"
      targets+=("$1") ;;
  esac
  shift || break
done
[[ $seconds =~ ^[1-9][0-9]*$ ]] || die "--seconds wants a number of seconds, for example: ./dev fuzz --seconds 600"
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cd "$corpus" && printf '%s\n' *)

export G_DEBUG=fatal-criticals
export ASAN_OPTIONS=detect_stack_use_after_return=0
export UBSAN_OPTIONS=print_stacktrace=1

status=0
for target in "${targets[@]}"; do
  mkdir -p "$build/corpus/$target"
  log="$build/fuzz-$target.log"
  if "$build/tests/fuzz/fuzz-$target" -max_total_time="$seconds" -max_len=4096 -timeout=10 -print_final_stats=1 \
       -artifact_prefix="$corpus/$target/found-" "$build/corpus/$target" "$corpus/$target" >"$log" 2>&1; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    printf '%-12s nothing found in %s inputs\n' "$target" "$runs"
  else
    status=1
    grep -v -e '^#[0-9]*.*cov: ' -e 'NEW_FUNC' "$log" | tail -n 60 >&2
    printf '%-12s BROKEN: the input is in %s, the report in %s\n' "$target" "$corpus/$target" "$log"
  fi
done
exit $status
