# What the scripts in bin/ share. Sourced; expects `root` to be the folder that holds bin/.
# shellcheck shell=bash

readonly required_jdk=25

# The folder of the built programs; another one can be given, for an installation without sources.
dist=${HYPERDEX_DIST:-$root/target/dist}

fail() {
  printf 'hyperdex: %s\n' "$*" >&2
  exit 1
}

# Prints the feature version of the JDK in folder $1; 0 if there is none.
jdk_version() {
  local line
  if [[ -x $1/bin/java && -r $1/release ]]; then
    while IFS= read -r line; do
      if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
        echo "${BASH_REMATCH[1]}"
        return
      fi
    done <"$1/release"
  fi
  echo 0
}

# Prints the folder of the first JDK that is new enough.
find_jdk() {
  local home java candidates=()
  [[ -z ${JAVA_HOME:-} ]] || candidates+=("$JAVA_HOME")
  if java=$(command -v java); then
    java=$(readlink -f "$java" 2>/dev/null || echo "$java")
    candidates+=("${java%/bin/java}")
  fi
  shopt -s nullglob
  candidates+=(
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/java*
    "${HOME:-/nonexistent}"/.jdks/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/*
    /Library/Java/JavaVirtualMachines/*/Contents/Home
  )
  shopt -u nullglob
  for home in "${candidates[@]}"; do
    if (($(jdk_version "$home") >= required_jdk)); then
      echo "$home"
      return
    fi
  done
  return 1
}

# Sets `jdk`, or says what is missing.
require_jdk() {
  local found=''
  if ! jdk=$(find_jdk); then
    [[ -z ${JAVA_HOME:-} ]] || found=" (JAVA_HOME is $JAVA_HOME, version $(jdk_version "$JAVA_HOME"))"
    fail "no JDK $required_jdk or newer found in JAVA_HOME, PATH and the usual folders$found:" \
      "install one, for example Eclipse Temurin from https://adoptium.net, or point JAVA_HOME to it"
  fi
}
