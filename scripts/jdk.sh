# Finds a JDK 25 or newer; sourced by ./terrarium and ./check, which must start fast: no process is started here.
# Sets `jdk` to its directory, or to nothing.

jdk_major() { # directory: the number before the first dot of JAVA_VERSION in its release file, in `major`
  major=0
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 0
  local text
  text=$(<"$1/release")
  if [[ $text =~ JAVA_VERSION=\"([0-9]+) ]]; then
    major=${BASH_REMATCH[1]}
  fi
}

find_jdk() {
  jdk=
  local candidate path
  local -a candidates=()
  [[ -n ${JAVA_HOME:-} ]] && candidates+=("$JAVA_HOME")
  if path=$(type -P javac) && [[ -n $path ]]; then
    path=$(readlink -f "$path")
    candidates+=("${path%/bin/javac}")
  fi
  shopt -s nullglob
  candidates+=(/usr/lib/jvm/* /opt/* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*)
  shopt -u nullglob
  for candidate in "${candidates[@]}"; do
    jdk_major "$candidate"
    if ((major >= 25)); then
      jdk=$candidate
      return 0
    fi
  done
}

say_how_to_get_a_jdk() {
  {
    echo 'error: no JDK 25 or newer was found'
    echo 'hint: install one (`apt-get install openjdk-25-jdk-headless` where Debian has it, or an archive of Eclipse Temurin in /opt), or name one in JAVA_HOME'
    echo 'hint: looked in JAVA_HOME, on PATH, and in /usr/lib/jvm, /opt, ~/.sdkman/candidates/java and ~/.jdks'
  } >&2
}
