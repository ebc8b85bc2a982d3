namespace SegStream.Endpoints.Tests.Differential;

/// <summary>Where in the request it is.</summary>
internal enum LeafSource
{
    Route,
    Query,
    Header,
    Form,
    File,
    Body,
}
