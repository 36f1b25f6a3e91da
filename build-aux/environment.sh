# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Where Peal is built and run: on the host itself if its GTK is new enough, else in a Debian 13
# root that lies in the cache folder and is entered with bubblewrap. Sourced by ./dev, which has
# set $here (the checkout).
#
# A root is good if and only if it holds the file .peal-root. It is made under another name, checked,
# stamped and only then renamed, under a lock, so an interrupted or failed attempt is never mistaken
# for a good one. A good root is never written to again: several checkouts share it.

cache="${XDG_CACHE_HOME:-$HOME/.cache}/peal"
# shellcheck disable=SC2154 # ./dev sets it
packages="$here/build-aux/packages.txt"
root_locales='en_US de_DE ar_EG'

say () { printf '%s\n' "$@" >&2; }
die () { say "$@"; exit 1; }

# Yes without asking where nobody can answer and the machine is ours to change.
confirm () {
  if [ -n "${CI:-}" ] || { [ "$(id -u)" = 0 ] && ! [ -t 0 ]; }; then
    return 0
  fi
  [ -t 0 ] || return 1
  local answer
  read -r -p "$1 [Y/n] " answer
  [[ $answer =~ ^([yY].*)?$ ]]
}

# ---- the host ----------------------------------------------------------------------------------

host_is_new_enough () {
  [ "${PEAL_NATIVE:-yes}" != no ] \
    && pkg-config --atleast-version=4.18 gtk4 2>/dev/null \
    && pkg-config --atleast-version=1.7 libadwaita-1 2>/dev/null
}

list_packages () { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$packages"; }

apt_install () {
  local as=()
  [ "$(id -u)" = 0 ] || as=(sudo)
  command -v apt-get >/dev/null \
    || die "Install them with this system's package manager, then run the same command again."
  confirm "Install $# packages with apt-get?" \
    || die "Nothing was changed. To do it yourself: apt-get install $*"
  "${as[@]}" apt-get update -q >&2
  DEBIAN_FRONTEND=noninteractive "${as[@]}" apt-get install -y -q --no-install-recommends "$@" >&2
}

# Only Debian's names are known here; elsewhere meson names what it misses.
prepare_host () {
  command -v dpkg-query >/dev/null || return 0
  local missing
  mapfile -t missing < <(comm -23 <(list_packages | sort) \
    <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii *//p' | sort))
  [ ${#missing[@]} -eq 0 ] && return 0
  say "This system is new enough to build Peal. Not installed yet: ${missing[*]}"
  apt_install "${missing[@]}"
}

# ---- the root ----------------------------------------------------------------------------------

# The name follows from what goes into the root, so that a changed list makes a new one.
root_dir () {
  local sum
  sum=$({ list_packages; echo "$root_locales"; declare -f fill_root; } | sha256sum)
  printf '%s/root-%s' "$cache" "${sum:0:12}"
}

prepare_tools () {
  local missing=()
  command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
  command -v bwrap >/dev/null || missing+=(bubblewrap)
  [ "$(id -u)" = 0 ] || command -v newuidmap >/dev/null || missing+=(uidmap)
  [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing+=(debian-archive-keyring)
  if [ ${#missing[@]} -gt 0 ]; then
    say "To make and enter the Debian 13 root, this machine still needs: ${missing[*]}"
    apt_install "${missing[@]}"
  fi
  bwrap --ro-bind / / true 2>/dev/null || die \
    "bubblewrap may not create namespaces here, so the root could not be entered." \
    "In a container, start it with the right to do so (for docker: --privileged); on a machine," \
    "allow unprivileged user namespaces, or run ./dev on a system with GTK 4.18 and libadwaita 1.7."
  if [ "$(id -u)" != 0 ] && ! grep -q "^\($(id -un)\|$(id -u)\):" /etc/subuid 2>/dev/null; then
    die "mmdebstrap needs a range of user ids for $(id -un). Add one, then run the same command again:" \
        "  sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
  fi
}

# Fills the folder $1. An ordinary user cannot own files of other users, so mmdebstrap hands the
# system over as an archive and everything in it becomes the user's.
fill_root () {
  local options=(
    --variant=minbase
    --aptopt='APT::Install-Recommends "false"'
    --dpkgopt=force-unsafe-io
    --dpkgopt='path-exclude=/usr/share/man/*'
    --dpkgopt='path-exclude=/usr/share/info/*'
    --dpkgopt='path-exclude=/usr/share/help/*'
    --dpkgopt='path-exclude=/usr/share/gtk-doc/*'
    --dpkgopt='path-exclude=/usr/share/doc/*'
    --dpkgopt='path-include=/usr/share/doc/*/copyright'
    --include="$(list_packages | paste -sd, -)"
    --customize-hook="for l in $root_locales; do chroot \"\$1\" localedef -i \$l -f UTF-8 \$l.UTF-8; done"
    --customize-hook='chroot "$1" dbus-uuidgen >"$1/etc/machine-id"; : >"$1/etc/resolv.conf"'
  )
  if [ "$(id -u)" = 0 ]; then
    mmdebstrap "${options[@]}" trixie "$1"
  else
    TMPDIR=/var/tmp mmdebstrap --mode=unshare --format=tar "${options[@]}" trixie - \
      | tar -x --exclude='./dev/*' -C "$1"
  fi
}

# The lock is held by every process of the attempt, and goes with the last one.
make_root () {
  local root half free old
  root=$(root_dir)
  half="$root.partial"

  mkdir -p "$cache"
  free=$(df -Pk "$cache" | awk 'NR == 2 { print $4 }')
  [ "$free" -gt 3000000 ] || die "Making the Debian 13 root takes 3 GB in $cache, where only" \
    "$((free / 1000)) MB are free. Make room, or set XDG_CACHE_HOME to a larger disk."

  exec 9>"$cache/lock"
  if ! flock -n 9; then
    say "Another ./dev is making the Debian 13 root; waiting for it."
    flock 9
  fi
  if ! [ -e "$root/.peal-root" ]; then
    say "Peal needs GTK 4.18 and libadwaita 1.7 or later, which this system does not have." \
        "Making a small Debian 13 system for it, once, in" \
        "  $root" \
        "It takes about 400 MB of download, 1.5 GB of disk and a minute or two. Nothing else on this" \
        "machine is changed. It may be interrupted and started again."
    # Never across a mount: should a killed attempt have left /dev in there, it is this machine's.
    rm -rf --one-file-system "$half" "$root" \
      || die "A failed attempt could not be removed. See what is mounted in $half, unmount it," \
             "and run the same command again."
    mkdir "$half"
    fill_root "$half" || die "The Debian 13 root could not be made; the reason stands above." \
      "Usually it is the network: try the same command again."
    chmod 755 "$half"
    enter_root "$half" pkg-config --atleast-version=4.18 gtk4 \
      || die "The Debian 13 root was made but does not work. Run the same command again."
    date -u +%Y-%m-%dT%H:%M:%SZ >"$half/.peal-root"
    mv "$half" "$root"
    for old in "$cache"/root-*; do
      [ "$old" = "$root" ] || say "An older root stands beside it; when no other checkout uses it:" \
        "  rm -rf $old"
    done
  fi
  exec 9>&-
}

# Runs a command in the root $1. Only the system (usr, etc, var) comes from there; everything else,
# the checkout above all, is where it was, so that paths mean the same inside and outside. The
# process namespace takes along whatever the command leaves running.
enter_root () {
  local root=$1 dir zone
  shift
  local args=(
    --tmpfs / --proc /proc --dev-bind /dev /dev --ro-bind-try /sys /sys --tmpfs /run
    --ro-bind "$root/usr" /usr --ro-bind "$root/etc" /etc --ro-bind "$root/var" /var
    --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64
    --bind /tmp /tmp --bind /var/tmp /var/tmp
  )
  for dir in /etc/resolv.conf /etc/passwd /etc/group; do
    args+=(--ro-bind-try "$(readlink -f "$dir")" "$dir")
  done
  for dir in /*; do
    case $dir in
      /bin|/boot|/dev|/etc|/lib*|/lost+found|/proc|/run|/sbin|/sys|/tmp|/usr|/var) ;;
      *)
        if [ -L "$dir" ]; then
          args+=(--symlink "$(readlink "$dir")" "$dir")
        elif [ -d "$dir" ] && [ -x "$dir" ]; then
          args+=(--bind "$dir" "$dir")
        fi ;;
    esac
  done
  [ -d "$HOME" ] && args+=(--bind "$HOME" "$HOME")
  args+=(--bind "$here" "$here" --chdir "$([ -d "$PWD" ] && case $PWD/ in
    /usr/*|/etc/*|/var/*|/boot/*|/run/*) echo "$here" ;; *) echo "$PWD" ;; esac)")

  # The desktop's Wayland socket, session bus and accessibility bus. X11's socket lies in /tmp.
  [ -n "${XDG_RUNTIME_DIR:-}" ] && args+=(--bind-try "$XDG_RUNTIME_DIR" "$XDG_RUNTIME_DIR")

  zone=$(readlink -f /etc/localtime || true)
  case $zone in
    */zoneinfo/*) [ -n "${TZ:-}" ] || args+=(--setenv TZ "${zone##*/zoneinfo/}") ;;
  esac
  for dir in GIO_EXTRA_MODULES GI_TYPELIB_PATH GTK_MODULES GTK_PATH GTK_THEME LD_LIBRARY_PATH LD_PRELOAD \
             PYTHONPATH XDG_DATA_DIRS XDG_CONFIG_DIRS; do
    args+=(--unsetenv "$dir")
  done

  bwrap "${args[@]}" --unshare-pid --die-with-parent "$@"
}

# ---- both --------------------------------------------------------------------------------------

# As root, mmdebstrap mounts /proc and /dev into the half-made root: in namespaces of its own, so that
# they are gone and nothing goes on working in there when it is killed.
make_root_apart () {
  if [ "$(id -u)" = 0 ] && unshare --mount --pid --fork true 2>/dev/null; then
    unshare --mount --pid --fork --kill-child --mount-proc "$here/dev" make-root
  else
    make_root
  fi
}

# Makes sure that there is somewhere to build, once for each ./dev.
prepare () {
  [ -n "${prepared:-}" ] && return
  if host_is_new_enough; then
    prepare_host
    prepared=host
  else
    [ -e "$(root_dir)/.peal-root" ] || { prepare_tools; make_root_apart; }
    prepared=$(root_dir)
  fi
}

# The person's language, if the root has it.
user_language () {
  local name=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
  prepare
  if [ "$prepared" = host ] || [[ " $root_locales " == *" ${name%%.*} "* ]]; then
    printf '%s' "$name"
  else
    printf C.UTF-8
  fi
}

# Runs a command where Peal is built.
enter () {
  prepare
  local set=(
    LANG="${PEAL_LANG:-C.UTF-8}"
    GSETTINGS_SCHEMA_DIR="$build/data"
    PEAL_LOCALEDIR="$build/po"
    PATH="$build/src:$build/src/cli:$build/src/ui:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
  )
  if [ "$prepared" = host ]; then
    env "${set[@]}" "$@"
  else
    # The root has no settings daemon; a file does as well.
    enter_root "$prepared" env "${set[@]}" GSETTINGS_BACKEND="${GSETTINGS_BACKEND:-keyfile}" "$@"
  fi
}
