#!/usr/bin/env bash
# Breaks the protocol of the queue, of the channel, of parking at a log and of the pump's signal in one place at a time and says whether the tests of this project notice.
#
#   tests/SegStream.Interleaving.Tests/mutants.sh [word]     only mutants whose name contains the word
#
# Exits 1 when one is not noticed. Needs perl. About half a minute for each mutant; SEGSTREAM_MUTANT_SECONDS (150) is when one is given up.
#
# Not in the list, because they break nothing but speed or what the garbage collector sees: the link made before the range (who follows it waits for the range), the head published before the item is
# taken (limits only), a spent segment that keeps its link (SegmentedQueueMemoryTests).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 SEGSTREAM_SEED=${SEGSTREAM_SEED:-1}

seconds=${SEGSTREAM_MUTANT_SECONDS:-150}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missed=0

# mutant <name> <file> <perl substitution, over the whole file>
mutant() {
  [[ $1 == *"$wanted"* ]] || return 0
  rm -rf "$work/rooms" "$work/out"
  mkdir -p "$work/rooms"
  cp -r ../../src/SegStream.Runtime/{Queues,Channels,Broadcasting,Delivery} "$work/rooms"
  perl -0pi -e "$3" "$work/rooms/$2"
  if cmp -s "$work/rooms/$2" "../../src/SegStream.Runtime/$2"; then
    echo "STALE   $1: nothing was changed in $2"
    missed=1
    return
  fi
  if ! dotnet build -c Release -m:1 --nologo -v quiet -p:RoomsUnderTest="$work/rooms" -p:TreatWarningsAsErrors=false -o "$work/out" > "$work/build.log" 2>&1; then
    echo "STALE   $1: does not build"
    grep -m 2 error "$work/build.log"
    missed=1
    return
  fi
  timeout "$seconds" dotnet test "$work/out/SegStream.Interleaving.Tests.dll" --nologo > "$work/test.log" 2>&1
  local result=$?
  if [ $result = 124 ]; then
    echo "SLOW    $1: the tests were not done after $seconds s; SEGSTREAM_MUTANT_SECONDS gives them more"
    missed=1
  elif [ $result = 0 ]; then
    echo "MISSED  $1"
    missed=1
  else
    echo "caught  $1: $(grep -cE '^ *Failed SegStream' "$work/test.log") tests fail"
  fi
}

wanted=${1:-}
queue=Queues/SegmentedQueue.cs
segments=Queues/SegmentedQueue.Segments.cs
consumer=Queues/SegmentedQueue.Consumer.cs
channel=Channels/StreamChannel.cs
reading=Channels/StreamChannel.Reading.cs
gate=Channels/StreamChannel.Gate.cs
overflow=Channels/ChannelOverflow.cs
parking=Broadcasting/ParkedReaders.cs
member=Broadcasting/GroupMember.cs
signal=Delivery/PumpSignal.cs

mutant "publish before write" $queue 's/slot\.Item = item;(\s+\/\/[^\n]*\n)+\s*Volatile\.Write\(ref slot\.Sequence, ticket \+ 1\);/Volatile.Write(ref slot.Sequence, ticket + 1); slot.Item = item;/'
mutant "publish before write, slow path" $queue 's/(private void PublishSlowly.*?)slot\.Item = item;(\s+\/\/[^\n]*\n)+\s*Volatile\.Write\(ref slot\.Sequence, ticket \+ 1\);/$1Volatile.Write(ref slot.Sequence, ticket + 1); slot.Item = item;/s'
mutant "link after publish" $queue 's/if \(offset == segment\.LinkOffset\)\s*\{\s*Link\(segment, ticket\);\s*\}(.*?Volatile\.Write\(ref slot\.Sequence, ticket \+ 1\);)(\s*\}\s*\/\/\/ <summary>Tickets)/$1 if (offset == segment.LinkOffset) { Link(segment, ticket); }$2/s'
mutant "range before the old link is cleared" $segments 's/(Volatile\.Write\(ref next\.Next, null\);)(.*?)(Volatile\.Write\(ref next\.Base[^;]*;)/$3$2$1/s'
mutant "hint read after the ticket" $queue 's/QueueSegment<T> hint = Volatile\.Read\(ref _hint\);(\s*)(long ticket = TakeTicket\(seenTail\);)/$2 QueueSegment<T> hint = Volatile.Read(ref _hint);/'
mutant "ticket taken in two steps" $queue 's/return Interlocked\.Increment\(ref _tail\) - 1;/long ticket = Volatile.Read(ref _tail); Volatile.Write(ref _tail, ticket + 1); return ticket;/'
mutant "ticket taken without an exchange" $queue 's/Interlocked\.CompareExchange\(ref _tail, seenTail \+ 1, seenTail\) == seenTail/Take(ref _tail, seenTail)/; s/(    private static void ThrowUnlessSegmentSize)/    private static bool Take(ref long tail, long seen) { bool free = Volatile.Read(ref tail) == seen; if (free) { Volatile.Write(ref tail, seen + 1); } return free; }\n$1/'
mutant "ticket of a lost exchange" $queue 's/: TakeTicketFoughtFor\(\)/: seenTail/'
mutant "two appenders" $queue 's/\(int\)offset == segment\.LinkOffset/(int)offset == segment.LinkOffset || (int)offset == 1/; s/if \(offset == segment\.LinkOffset\)/if (offset == segment.LinkOffset || offset == 1)/'
mutant "base kept when a segment is reused" $segments 's/Volatile\.Write\(ref next\.Base, last\.Base \+ last\.Slots\.Length\);/if (next.Base == 0) { Volatile.Write(ref next.Base, last.Base + last.Slots.Length); }/'
mutant "final ticket one too far" $queue 's/Volatile\.Write\(ref _finalTail, tail\);/Volatile.Write(ref _finalTail, tail + 1);/'
mutant "close in two steps" $queue 's/long tail = Interlocked\.Or\(ref _tail, ClosedBit\);/long tail = Volatile.Read(ref _tail); Volatile.Write(ref _tail, tail | ClosedBit);/'
mutant "segment returned before its items are taken" $consumer 's/(Span<QueueSlot<T>> slots = segment\.Slots\.AsSpan\(offset\);)/if (Volatile.Read(ref segment.Slots[^1].Sequence) == segment.Base + segment.Slots.Length) { Spare(segment); } $1/'
mutant "slot taken without a look at its number" $consumer 's/if \(Volatile\.Read\(ref slot\.Sequence\) != head \+ i \+ 1\)/if (Volatile.Read(ref slot.Sequence) == 0)/'
mutant "park looks at the tail before the flag" $reading 's/Interlocked\.Exchange\(ref _parked, park\);\s*if \(_queue\.TailTicket == head\)/long tail = _queue.TailTicket; Interlocked.Exchange(ref _parked, park); if (tail == head)/'
mutant "park without a check" $reading 's/return !HasWork\(park, head\) \|\| !TakeBack\(park\);/return true;/'
mutant "check without a fence" $reading 's/Interlocked\.MemoryBarrierProcessWide\(\);//'
mutant "role taken back without an exchange" $reading 's/bool TakeBack\(int park\) => Interlocked\.CompareExchange\(ref _parked, 0, park\) == park;/bool TakeBack(int park) { bool mine = Volatile.Read(ref _parked) == park; Volatile.Write(ref _parked, 0); return mine; }/'
mutant "end without a look at waiters" $gate 's/if \(HasEnded\)\s*\{\s*ReleaseWaiters\(\);\s*\}\s*else\s*\{\s*ReleaseWaitersIfLow\(\);\s*\}/ReleaseWaitersIfLow();/'
mutant "waiter without a second look" $gate 's/else\s*\{\s*ReleaseWaitersIfLow\(\);\s*\}//'
mutant "waiter without a fence" $gate 's/Interlocked\.MemoryBarrierProcessWide\(\);//'
mutant "released waiters wake nobody" $gate 's/waiter = next;\s*\}\s*WakeReaderIfParked\(\);/waiter = next; }/'
mutant "wake-up without an exchange" $channel 's/if \(Interlocked\.CompareExchange\(ref _parked, 0, park\) == park\)\s*\{/Volatile.Write(ref _parked, 0); {/'
mutant "flag read before the send" $channel 's/(public SendResult TrySend.*?)if \(!_queue\.TryEnqueue\(item, tail\)\)(.*?)WakeReaderIfParked\(\);/$1int early = Volatile.Read(ref _parked); if (!_queue.TryEnqueue(item, tail))$2if (early != 0) { WakeReader(early); }/s'
mutant "end without a close" $channel 's/_queue\.Close\(\);//'
mutant "limit off by one" $channel 's/return tail - head < limit;/return tail - head <= limit;/'
mutant "turn not taken" $overflow 's/if \(Turn\.TryTake\(\)\)/Turn.TryTake();/'
mutant "loss not counted" $overflow 's/dropped \+= _sorted!\.Add\(item, capacity\);/_sorted!.Add(item, capacity);/'
mutant "log: stack taken before the work is announced" $parking 's/Interlocked\.Exchange\(ref _queued, 0\);\s*(var member = Interlocked\.Exchange\(ref _top, null\);)/$1 Interlocked.Exchange(ref _queued, 0);/'
mutant "log: pushed in two steps" $parking 's/Interlocked\.CompareExchange\(ref _top, member, top\)/top; Volatile.Write(ref _top, member)/'
mutant "log: stack taken in two steps" $parking 's/var member = Interlocked\.Exchange\(ref _top, null\);/var member = Volatile.Read(ref _top); Volatile.Write(ref _top, null);/'
mutant "log: woken before the mark is gone" $member 's/Interlocked\.Exchange\(ref _parked, 0\);\s*Feed\?\.RunHere\(\);/Feed?.RunHere(); Interlocked.Exchange(ref _parked, 0);/'
mutant "log: mark forgotten" $member 's/if \(_parked != 0\)/if (_parked > 1)/'
mutant "signal wiped out" $signal 's/(Interlocked\.CompareExchange\(ref _state, Waiting, Quiet\)) == Quiet/Interlocked.Exchange(ref _state, Waiting) <= Waiting/'
mutant "signal set without an exchange" $signal 's/Interlocked\.Exchange\(ref _state, Signalled\) == Waiting/Volatile.Read(ref _state) == Waiting/'

[ $missed = 0 ]
