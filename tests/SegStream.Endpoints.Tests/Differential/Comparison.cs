using System.Net;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>What became of one request, twice.</summary>
internal sealed record Comparison(Signature Signature, TestRequest Request, int NetStatus, string NetText, int SegStatus, string SegText, string? SegType)
{
    public bool IsSame => NetStatus == SegStatus && (NetStatus != (int)HttpStatusCode.OK || NetText == SegText);

    /// <summary>Whether an answer that is an error of ours says so in the form that was promised: routing answers some requests before they come to the endpoint.</summary>
    public bool IsExplained => SegStatus is not 400 || SegType == "application/problem+json";

    public override string ToString() => $"{Request}\n  ASP.NET Core: {NetStatus} {NetText}\n  SegStream:    {SegStatus} {SegText}";
}
