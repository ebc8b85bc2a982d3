#!/usr/bin/env bash
# Builds the solution and runs every test. The last line says how many passed and failed; the exit code is 0 only when all passed.
#
#   ./test.sh                 everything
#   ./test.sh Runtime Gen     only the test projects whose name contains one of the words
#
# CONFIGURATION (Release), HANG_TIMEOUT (4m for one test) and PROJECT_TIMEOUT (540 seconds for a test project) can be set in the environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# No build process outlives the run.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

# Hosts of tests read their configuration once: the system has watchers of files for some hundred hosts only, those of other programs included.
export DOTNET_hostBuilder__reloadConfigOnChange=false

configuration=${CONFIGURATION:-Release}
hang_timeout=${HANG_TIMEOUT:-4m}
project_timeout=${PROJECT_TIMEOUT:-540}
results=artifacts/test-results
words=("$@")

say() { printf '%s\n' "$*" >&2; }
die() { say "test.sh: $*"; echo "0 passed, 1 failed"; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo > /dev/null; then sudo -n "$@"
  else return 1
  fi
}

# What the tests call besides the SDK: Node reads the streams with the npm parsers, Chromium with its own EventSource.
install_missing() {
  local packages=()
  command -v node > /dev/null || packages+=(nodejs)
  command -v npm > /dev/null || packages+=(npm)
  command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null || packages+=(chromium)
  [ ${#packages[@]} = 0 ] && return
  command -v apt-get > /dev/null || die "please install: ${packages[*]} (there is no apt-get here to do it)"
  say "Installing ${packages[*]} ..."
  { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"; } > artifacts/install.log 2>&1 < /dev/null ||
    die "could not install ${packages[*]}; run 'apt-get install ${packages[*]}' as root (details: artifacts/install.log)"
}

# Restores the npm packages of the tests that have any.
install_node_modules() {
  local lock folder
  while IFS= read -r lock; do
    folder=$(dirname "$lock")
    [ "$folder/node_modules/.package-lock.json" -nt "$lock" ] && continue
    say "npm ci in $folder ..."
    npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error >&2 < /dev/null || die "npm ci failed in $folder"
  done < <(find tests samples -name package-lock.json -not -path '*/node_modules/*' 2> /dev/null | sort)
}

wanted() {
  [ ${#words[@]} = 0 ] && return
  local word
  for word in "${words[@]}"; do [[ $1 == *"$word"* ]] && return; done
  return 1
}

# Prints one attribute of the totals of a test run.
counter() { sed -n "s/.*<Counters.* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }

command -v dotnet > /dev/null || die "the .NET SDK (see global.json) is not installed"
mkdir -p artifacts
rm -rf "$results"
install_missing
install_node_modules

say "Building SegStream.sln ($configuration) ..."
dotnet build SegStream.sln -c "$configuration" -warnaserror --nologo -v quiet -clp:Summary >&2 < /dev/null || die "the build failed"

limit=(timeout --kill-after=20 "$project_timeout")
command -v timeout > /dev/null || limit=(env)

passed=0
failed=0
for project in tests/*/*.Tests.csproj; do
  name=$(basename "$project" .csproj)
  wanted "$name" || continue
  say "Testing $name ..."
  started=$SECONDS
  code=0
  "${limit[@]}" dotnet test "$project" -c "$configuration" --no-build --nologo -v quiet \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" \
    --blame-hang --blame-hang-timeout "$hang_timeout" --blame-hang-dump-type none >&2 < /dev/null || code=$?

  trx=$results/$name.trx
  project_passed=0
  project_failed=0
  if [ -f "$trx" ]; then
    total=$(counter "$trx" total)
    project_passed=$(counter "$trx" passed)
    # Whatever did not pass counts as failed: a test that is skipped or never finished has shown nothing.
    project_failed=$((total - project_passed))
  fi
  if [ $((project_passed + project_failed)) = 0 ]; then
    say "$name ran no tests."
    project_failed=1
  elif [ $code != 0 ] && [ "$project_failed" = 0 ]; then
    say "$name: the test process failed (exit code $code)."
    project_failed=1
  fi
  say "$name: $project_passed passed, $project_failed failed, $((SECONDS - started)) s"
  passed=$((passed + project_passed))
  failed=$((failed + project_failed))
done

[ $((passed + failed)) = 0 ] && die "no test project matches: ${words[*]}"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
