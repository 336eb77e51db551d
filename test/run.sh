#!/usr/bin/env bash
# `npm test`: brings Chromium and the brokers where they are missing and may be installed, then runs every test. Arguments go to vitest.
set -euo pipefail
cd "$(dirname "$0")/.."
# `npm ci` brings the Node the sources need; npm scripts find it first, and so does this file called by hand.
export PATH="$PWD/node_modules/.bin:$PATH"

major=$(node -p 'process.versions.node.split(".")[0]')
if [ "$major" -lt 24 ]; then
  echo "The tests need Node 24 or later; this is $(node --version). Run \`npm ci\` without --omit=optional, or install a newer Node." >&2
  exit 1
fi

if ! command -v chromium >/dev/null || ! command -v nats-server >/dev/null; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo 'Chromium or nats-server is missing: installing them from Debian …' >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core nats-server >/dev/null
  else
    echo 'The tests of the portal need Chromium, those of the stream nats-server. Install them, then run npm test again:' >&2
    echo '  sudo apt-get install chromium fonts-dejavu-core nats-server' >&2
    exit 1
  fi
fi

exec vitest run "$@"
