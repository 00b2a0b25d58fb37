# Shell functions that ./check and ./demo share. Sourced, never run.
# Both start in the root of the project with `set -euo pipefail`.

say() { printf '\n== %s\n' "$*"; }
fail() { echo "$(basename "$0"): $*" >&2; exit 1; }

# Installs Debian packages; waits for another apt that holds the lock, and tries a download again.
apt_install() {
  [ "$(command -v apt-get)" ] || fail "missing: $*. Install it with the package manager of this system, then start again."
  local sudo=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "missing: $*. Install it as root (apt-get install $*), then start again."
    sudo="sudo"
  fi
  local try
  for try in 1 2 3 4 5; do
    if $sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q update &&
      $sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q -y --no-install-recommends install "$@"; then
      return 0
    fi
    echo "installing $* failed, try $try of 5" >&2
    sleep $((try * 5))
  done
  fail "could not install: $*"
}

# Rust and Node are asked for, not installed: which ones, and from where, is the owner's choice.
need_toolchain() {
  command -v cargo >/dev/null || fail "no cargo: install the Rust toolchain (1.95 or later) first"
  command -v node >/dev/null && command -v npm >/dev/null || fail "no node or npm: install Node 20 or later first"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || fail "Node $major is too old: 20 or later is needed"
  # SQLite is built from C.
  command -v cc >/dev/null || apt_install build-essential
}

# npm packages of a folder, as its lock file says; nothing when they are there already.
npm_packages() {
  local dir=$1 stamp=$1/node_modules/.pendopo
  if [ -f "$stamp" ] && cmp -s "$stamp" "$dir/package-lock.json"; then return 0; fi
  local try
  for try in 1 2 3; do
    if (cd "$dir" && npm ci --no-audit --no-fund --loglevel=error); then
      cp "$dir/package-lock.json" "$stamp"
      return 0
    fi
    echo "npm ci in $dir failed, try $try of 3" >&2
    sleep $((try * 5))
  done
  fail "could not install the npm packages of $dir"
}

# Styles and scripts that the program carries; built again when a source is newer.
build_ui() {
  npm_packages ui
  local stamp=ui/node_modules/.pendopo-built
  if [ -f "$stamp" ] && [ -d ui/dist ] && [ -z "$(find ui -path ui/node_modules -prune -o -path ui/dist -prune -o -type f -newer "$stamp" -print -quit)" ]; then
    echo "ui/dist is up to date"
    return 0
  fi
  (cd ui && npm run --silent build)
  touch "$stamp"
}

# A port on the loopback address that nobody listens on. Takes the one that is wanted when it is free.
free_port() {
  local wanted=${1:-} port try
  if [ -n "$wanted" ] && ! (exec 3<>"/dev/tcp/127.0.0.1/$wanted") 2>/dev/null; then echo "$wanted"; return; fi
  for try in $(seq 50); do
    port=$((20000 + RANDOM % 10000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
  fail "no free port found"
}

# Waits until a Pendopo at a port answers; gives up when its process has ended.
wait_for_server() {
  local port=$1 pid=$2 seconds=${3:-60} try
  for try in $(seq $((seconds * 5))); do
    if node -e 'fetch(process.argv[1]).then((a)=>process.exit(a.ok?0:1),()=>process.exit(1))' "http://127.0.0.1:$port/sehat"; then return 0; fi
    kill -0 "$pid" 2>/dev/null || return 1
    sleep 0.2
  done
  return 1
}
