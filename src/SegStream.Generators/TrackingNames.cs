namespace SegStream.Generators;

/// <summary>Names of the pipeline's steps; the tests look at them to see that an unrelated edit runs none again.</summary>
internal static class TrackingNames
{
    public const string Files = "SegStream.Files";
    public const string Endpoints = "SegStream.Endpoints";
    public const string EndpointClasses = "SegStream.EndpointClasses";
    public const string HasRuntime = "SegStream.HasRuntime";
    public const string UnionDeclarations = "SegStream.UnionDeclarations";
    public const string UnionCases = "SegStream.UnionCases";
    public const string Unions = "SegStream.Unions";
    public const string HasSender = "SegStream.HasSender";
    public const string SendMethods = "SegStream.SendMethods";
    public const string ForeignUnions = "SegStream.ForeignUnions";
    public const string WriterOwners = "SegStream.WriterOwners";
    public const string EventWriters = "SegStream.EventWriters";
}
