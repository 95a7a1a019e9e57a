#!/usr/bin/env bash
# Where the processors go, by thread: of every node that runs on this machine, for some seconds (Linux).
#   dsfm-ratis/src/profile/threads.sh [SECONDS]
# Prints for each process and kind of thread (names without their numbers) how many milliseconds a second it ran, how many
# it waited for a processor, and how often a second it was given one.
set -euo pipefail

seconds=${1:-8}
if (($# > 1)) || ! [[ $seconds =~ ^[1-9][0-9]*$ ]]; then
    sed -n '2,5s/^# *//p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
if [[ ! -r /proc/self/schedstat ]]; then
    echo "threads.sh: there is no /proc/self/schedstat; accepted: Linux with scheduler statistics" >&2
    exit 2
fi

if ! command -v pgrep >/dev/null; then
    echo "threads.sh: there is no 'pgrep' on the PATH; it comes with procps" >&2
    exit 2
fi

# One line for each thread: process, thread, name, nanoseconds run, nanoseconds waited, turns.
look() {
    local task pid name turns
    for pid in $(pgrep -f 'io\.dsfm\..*(TetheredNode| node )'); do
        for task in /proc/"$pid"/task/*; do
            # a thread that ends meanwhile is left out
            name=$(<"$task/comm") && turns=$(<"$task/schedstat") && [[ -n $turns ]] || continue
            printf '%s\t%s\t%s\t%s\n' "$pid" "${task##*/}" "$name" "$turns"
        done
    done 2>/dev/null
}

before=$(look)
if [[ -z $before ]]; then
    echo "threads.sh: no node runs on this machine" >&2
    exit 1
fi
sleep "$seconds"
{
    echo "$before"
    look
} | awk -F '\t' -v seconds="$seconds" '
    {
        split($4, now, " ")
        thread = $1 FS $2
        if (!(thread in run)) {
            run[thread] = now[1]; waited[thread] = now[2]; turns[thread] = now[3]
            next
        }
        name = $3
        gsub(/[0-9]+/, "", name)
        kind = $1 FS name
        ran[kind] += (now[1] - run[thread]) / 1e6 / seconds
        wait[kind] += (now[2] - waited[thread]) / 1e6 / seconds
        given[kind] += (now[3] - turns[thread]) / seconds
        count[kind]++
    }
    END {
        for (kind in ran) {
            if (ran[kind] >= 0.5) {
                split(kind, part, FS)
                printf "%-8s %-18s %4d %12.1f %12.1f %10.0f\n", part[1], part[2], count[kind], ran[kind], wait[kind], given[kind]
            }
        }
    }' | sort -k1,1n -k4,4nr | {
    printf '%-8s %-18s %4s %12s %12s %10s\n' process thread "" 'ran ms/s' 'waited ms/s' turns/s
    cat
}
