using System.Collections.Generic;
using System.Threading.Tasks;
using SegStream;

namespace App;

public sealed class Jobs
{
    [SseEndpoint("/jobs/{id}")]
    public IAsyncEnumerable<string> Watch(int id) => throw new System.NotSupportedException();

    [SseEndpoint("/jobs")]
    public Task Watch(StreamSender<string> sender) => Task.CompletedTask;
}
