#!/bin/sh
# Fetches the front-end files listed in packages.txt from npm at their pinned versions, and writes their checksums.
#   deploy/vendor/refresh.sh          fetch, replace, write SHA256SUMS and INTEGRITY (needs npm and the network)
#   deploy/vendor/refresh.sh --check  compare the kept files with SHA256SUMS (needs neither)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"

if [ "${1:-}" = "--check" ]; then
    exec sha256sum --check --quiet "$here/SHA256SUMS"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
grep -v '^#' "$here/packages.txt" | cut -d'|' -f1 | tr -d ' ' | sort -u >"$work/packages"

: >"$work/integrity"
while read -r package; do
    folder="$work/$(echo "$package" | tr '/@' '__')"
    mkdir -p "$folder"
    archive=$(cd "$work" && npm pack --silent "$package" 2>/dev/null | tail -n 1)
    # npm writes what the registry promises; the archive on disk must be the same bytes.
    promised=$(npm view "$package" dist.integrity 2>/dev/null)
    actual="sha512-$(openssl dgst -sha512 -binary "$work/$archive" | openssl base64 -A)"
    [ "$promised" = "$actual" ] || { echo "$package: the archive differs from the registry's digest" >&2; exit 1; }
    # A version once kept may not come back with other bytes.
    kept=$(grep -F "$package " "$here/INTEGRITY" 2>/dev/null | cut -d' ' -f2 || true)
    [ -z "$kept" ] || [ "$kept" = "$actual" ] || { echo "$package: differs from what was kept before" >&2; exit 1; }
    echo "$package $actual" >>"$work/integrity"
    tar -xzf "$work/$archive" -C "$folder" --strip-components=1
done <"$work/packages"

grep -v '^#' "$here/packages.txt" | tr -d ' ' | while IFS='|>' read -r package source target; do
    mkdir -p "$(dirname "$target")"
    # Source maps are not kept, and a manifest storage refuses a file that points at a missing one.
    case "$source" in
    *.css | *.js) grep -v 'sourceMappingURL=' "$work/$(echo "$package" | tr '/@' '__')/$source" >"$target" ;;
    *) cp "$work/$(echo "$package" | tr '/@' '__')/$source" "$target" ;;
    esac
    chmod 644 "$target"
done

cp "$work/integrity" "$here/INTEGRITY"
grep -v '^#' "$here/packages.txt" | sed 's/.*> *//' | xargs sha256sum >"$here/SHA256SUMS"
echo "refreshed:" && cut -d' ' -f3 "$here/SHA256SUMS"
