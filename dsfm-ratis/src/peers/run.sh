#!/usr/bin/env bash
# Measures the group in the peer benchmark, beside others or alone; docs/performance.md tells what that is.
#   dsfm-ratis/src/peers/run.sh DIRECTORY [PEER...] [options of the benchmark's run.sh]
# DIRECTORY is where the benchmark's run.sh is. If it cannot be written to, a copy under target/ is used. Each PEER is one
# of the benchmark's own (its --help names them), measured after the group; then all full runs in the results file are told
# in one table (those of --quick are in the tables before).
set -euo pipefail

if (($# < 1)) || [[ $1 == -* ]]; then
    sed -n '2,6s/^# *//p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
if [[ ! -x $1/run.sh || ! -d $1/harness ]]; then
    printf 'not the peer benchmark: %s, accepted: the directory that holds its run.sh and harness\n' "$1" >&2
    exit 2
fi
peers=$(cd "$1" && pwd)
shift
others=()
while (($#)) && [[ $1 != -* ]]; do
    if [[ ! -f $peers/${1%%-*}/pom.xml ]]; then # ratis-grpc is in the module ratis
        printf "not a peer of the benchmark: %s, accepted: what '%s --help' names\n" "$1" "$peers/run.sh" >&2
        exit 2
    fi
    others+=("$1")
    shift
done
module=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
target=$module/target/peers
mkdir -p "$target/classes"
if [[ ! -w $peers ]]; then
    cp -R --no-preserve=mode "$peers/." "$target/benchmark"
    chmod +x "$target/benchmark/run.sh"
    peers=$target/benchmark
fi

# The benchmark logs through a backend of its own.
(cd "$module/.." && mvn -q -B -ntp -Dstyle.color=never -pl dsfm-ratis -am compile dependency:build-classpath \
    -Dmdep.outputFile=target/peers/class-path -DincludeScope=runtime \
    -DexcludeArtifactIds=logback-classic,logback-core)
mvn -q -B -ntp -Dstyle.color=never -f "$peers/pom.xml" -pl harness compile

class_path=$module/target/classes:$(<"$target/class-path")
mapfile -t sources < <(find "$module/src/peers/java" -name '*.java')
javac --release 17 -Xlint:all,-processing,-path,-classfile -Werror -d "$target/classes" \
    -cp "$peers/harness/target/classes:$class_path" "${sources[@]}"
cp -R "$module/src/peers/resources/." "$target/classes"

if ((${#others[@]} == 0)); then
    exec "$peers/run.sh" dsfm --class-path "$target/classes:$class_path" "$@"
fi
status=0
"$peers/run.sh" dsfm --class-path "$target/classes:$class_path" "$@" || status=$?
"$peers/run.sh" "${others[@]}" "$@" || status=$?
if [[ " $* " != *" --quick "* ]]; then
    "$peers/run.sh" --summary "$@" || status=$?
fi
exit $status
