using SegStream.Soak.Books;

namespace SegStream.Soak.Endpoints;

/// <summary>JSON streams that are sent, in all formats.</summary>
internal static class JsonEndpoints
{
    [JsonStream("/json/wait")]
    public static Task Wait(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [JsonStream("/json/drop-oldest", Capacity = 64, Overflow = OverflowPolicy.DropOldest)]
    public static Task DropOldest(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [JsonStream("/json/drop-newest", Capacity = 64, Overflow = OverflowPolicy.DropNewest)]
    public static Task DropNewest(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [JsonStream("/json/coalesce", Capacity = 64, Overflow = OverflowPolicy.Coalesce)]
    public static Task Coalesce(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [JsonStream("/json/disconnect", Capacity = 512, Overflow = OverflowPolicy.Disconnect)]
    public static Task Disconnect(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);

    [JsonStream("/json/limited", MaxDurationSeconds = 0.8)]
    public static Task Limited(StreamRecord record, StreamSender<Tick> sender, CancellationToken token) => Producer.SendAsync(record, Outlet.To(sender, Payloads.Tick), token);
}
