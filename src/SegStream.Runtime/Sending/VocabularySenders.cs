using SegStream;
using SegStream.Vocabulary;

[assembly: SendMethodsFor(typeof(StandardEvent), Public = true)]
[assembly: SendMethodsFor(typeof(AgentEvent), Public = true)]
[assembly: SendMethodsFor(typeof(JobEvent), Public = true)]
