using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace SegStream.Endpoints.Tests.Endpoints;

/// <summary>Parameters that belong together.</summary>
internal sealed record Paging(int Id, [FromQuery(Name = "q")] int Size, Note? Note, HttpContext Http);
