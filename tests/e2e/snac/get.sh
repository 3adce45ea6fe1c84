#!/bin/sh
# Brings the `snac` server and prints the path of its binary.
#
#   get.sh [CACHE_DIR]    default: ${SKEIN_TOOLS:-${XDG_CACHE_HOME:-~/.cache}/skein-tools}/snac
#
# One on PATH wins. Else Debian's package is downloaded and unpacked into
# CACHE_DIR (bin/snac, and lib/ for shared libraries this machine lacks).
# Nothing is installed and the machine's apt sources stay as they are: the
# suite that has snac is named in an apt configuration of our own, on the
# mirror the machine already uses. No root needed.
# Exit 3: it cannot be had here; one line on stderr says why and what to do.
set -eu

cache=${1:-${SKEIN_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/skein-tools}/snac}

cannot() {
	echo "snac: $1; install snac (Debian: snac2, see https://codeberg.org/grunfink/snac2) and put it on PATH" >&2
	exit 3
}

# Which shared libraries a binary would miss, ours counted as present.
missing() {
	LD_LIBRARY_PATH="$cache/lib" ldd "$1" 2>/dev/null | sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | tr '\n' ' '
}

if command -v snac >/dev/null 2>&1; then
	command -v snac
	exit 0
fi
if [ -x "$cache/bin/snac" ] && [ -z "$(missing "$cache/bin/snac")" ]; then
	echo "$cache/bin/snac"
	exit 0
fi

for tool in apt-get apt-cache dpkg dpkg-deb ldd awk; do
	command -v $tool >/dev/null 2>&1 || cannot "no $tool on this machine"
done
codename=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}")
[ -n "$codename" ] || cannot "the distribution has no code name in /etc/os-release"

mkdir -p "$cache" 2>/dev/null || cannot "cannot write to $cache"
cache=$(cd "$cache" && pwd)
work=$(mktemp -d "$cache/get.XXXXXX") || cannot "cannot write to $cache"
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/debs"

# "options<TAB>uri<TAB>components" of the first source that carries the
# distribution's own suite; both forms of source files are read.
mirror() {
	for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
		[ -r "$f" ] && awk -v suite="$codename" '
			$1 == "deb" {
				line = $0; options = ""
				if (match(line, /\[[^]]*\]/)) { options = substr(line, RSTART, RLENGTH); sub(/\[[^]]*\]/, "", line) }
				n = split(line, w, /[ \t]+/)
				if (w[3] == suite) { c = w[4]; for (i = 5; i <= n; i++) c = c " " w[i]; print options "\t" w[2] "\t" c }
			}' "$f"
	done
	for f in /etc/apt/sources.list.d/*.sources; do
		[ -r "$f" ] && sed '/^#/d' "$f" | awk -v suite="$codename" 'BEGIN { RS = ""; FS = "\n" } {
			delete v
			for (i = 1; i <= NF; i++) { k = $i; sub(/:.*/, "", k); x = $i; sub(/^[^:]*:[ \t]*/, "", x); v[tolower(k)] = x }
			if (tolower(v["enabled"]) == "no" || (" " v["types"] " ") !~ / deb /) next
			if (index(" " v["suites"] " ", " " suite " ") == 0) next
			split(v["uris"], u, " ")
			# A key given inline has no one-line form; apt then uses its trusted keys.
			key = v["signed-by"]; options = key ~ /^\// ? "[signed-by=" key "]" : ""
			print options "\t" u[1] "\t" v["components"]
		}'
	done
	true
}
found=$(mirror | head -n 1)
[ -n "$found" ] || cannot "no apt source for $codename on this machine"
options=$(echo "$found" | cut -f 1)
uri=$(echo "$found" | cut -f 2)
components=$(echo "$found" | cut -f 3)

our_apt() { # command, arguments…: with our own lists, caches and sources
	command=$1
	shift
	"$command" -q -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" \
		-o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
		-o APT::Sandbox::User=root -o Acquire::Languages=none \
		-o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 "$@" 2>>"$work/log"
}

# Backports first: bookworm has snac only there, and its index is small.
for suite in "$codename-backports" "$codename"; do
	echo "deb $options $uri $suite $components" >"$work/sources.list"
	our_apt apt-get update >/dev/null || continue
	(cd "$work/debs" && our_apt apt-get download snac2 >/dev/null) && break
done
set -- "$work"/debs/snac2_*.deb
[ -f "$1" ] || cannot "no package snac2 to be downloaded from $codename-backports or $codename ($(grep -m 1 '^[EW]:' "$work/log" 2>/dev/null | cut -c 1-160))"

dpkg-deb -x "$1" "$work/root" || cannot "the package snac2 could not be unpacked"
if [ -n "$(missing "$work/root/usr/bin/snac")" ]; then
	# apt says which packages are not installed here; only their libraries are
	# taken, and never another C library: that goes only with its own loader.
	{
		echo "deb $options $uri $codename $components"
		echo "deb $options $uri $codename-updates $components"
	} >"$work/sources.list"
	our_apt apt-get update >/dev/null || true
	wanted=$(our_apt apt-get -s --no-install-recommends install "$1" | awk '$1 == "Inst" && $2 ~ /^lib/ && $2 !~ /^libc6/ { print $2 }') || wanted=
	mkdir -p "$cache/lib"
	# shellcheck disable=SC2086 # a list of names
	[ -z "$wanted" ] || (cd "$work/debs" && our_apt apt-get download $wanted >/dev/null) || true
	for deb in "$work"/debs/lib*.deb; do
		[ -f "$deb" ] || continue
		dpkg-deb -x "$deb" "$work/libs"
	done
	[ -d "$work/libs" ] && find "$work/libs" -name '*.so.*' -exec cp -P {} "$cache/lib/" \;
	lacking=$(missing "$work/root/usr/bin/snac")
	[ -z "$lacking" ] || cannot "shared libraries missing: ${lacking% }"
fi

mkdir -p "$cache/bin"
mv -f "$work/root/usr/bin/snac" "$cache/bin/snac"
echo "$cache/bin/snac"
