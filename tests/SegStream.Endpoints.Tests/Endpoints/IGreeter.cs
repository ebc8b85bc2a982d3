namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>A service.</summary>
internal interface IGreeter
{
    string Greeting { get; }
}
