using System.Text;

namespace SegStream.Benchmarks.Sse.Peers;

/// <summary>The limit: frames that were formatted before, copied into the response 32 KB at a time.</summary>
internal static class ReadyFramesPeer
{
    private const int FramesPerWrite = 500;

    public static async Task StreamAsync(HttpContext http, int count)
    {
        var frame = $"data: {{\"done\":{count},\"total\":{count},\"file\":\"orders.csv\"}}\n\n";
        var batch = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(frame, FramesPerWrite)));
        http.Response.ContentType = "text/event-stream";
        for (var left = count; left > 0; left -= FramesPerWrite)
        {
            await http.Response.BodyWriter.WriteAsync(batch.AsMemory(0, frame.Length * Math.Min(left, FramesPerWrite)), http.RequestAborted);
        }
    }
}
