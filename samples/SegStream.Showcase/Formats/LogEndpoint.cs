using System.Threading.Channels;
using SegStream;

namespace Showcase.Formats;

/// <summary>The application's own log as a text stream.</summary>
public static class LogEndpoint
{
    // curl -N http://127.0.0.1:5180/formats/log
    [TextStream("/formats/log")]
    public static ChannelReader<string> Follow(LogTail log, CancellationToken ct) => log.Follow(ct);
}
