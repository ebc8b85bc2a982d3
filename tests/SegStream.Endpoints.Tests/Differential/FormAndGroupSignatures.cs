using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using SegStream.Endpoints.Tests.Differential.Types;
using Say = System.Collections.Generic.IEnumerable<string>;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>Signatures with forms, and with <c>[AsParameters]</c> objects.</summary>
internal static class FormAndGroupSignatures
{
    [JsonStream("/seg/d/f/string", Method = "POST")]
    public static Say String([FromForm] string x) => Answer.With(x);

    [JsonStream("/seg/d/f/string-maybe", Method = "POST")]
    public static Say StringMaybe([FromForm] string? x, [FromForm] string y = "d") => Answer.With(x, y);

    [JsonStream("/seg/d/f/int", Method = "POST")]
    public static Say Int([FromForm] int x) => Answer.With(x);

    [JsonStream("/seg/d/f/int-maybe", Method = "POST")]
    public static Say IntMaybe([FromForm] int? x, [FromForm] int y = 5, [FromForm] int? z = 6) => Answer.With(x, y, z);

    [JsonStream("/seg/d/f/enum", Method = "POST")]
    public static Say Enum([FromForm] DayOfWeek x, [FromForm] DayOfWeek? y) => Answer.With(x, y);

    [JsonStream("/seg/d/f/own", Method = "PUT")]
    public static Say Own([FromForm] Plate x, [FromForm] Kelvin? y, [FromForm] Plate? z) => Answer.With(x, y, z);

    [JsonStream("/seg/d/f/time", Method = "POST")]
    public static Say Time([FromForm(Name = "the-x")] DateTime x) => Answer.With(x);

    [JsonStream("/seg/d/f/ints", Method = "POST")]
    public static Say Ints([FromForm] int[] x, [FromForm] int?[]? y) => Answer.With(x, y);

    [JsonStream("/seg/d/f/values", Method = "POST")]
    public static Say Values([FromForm] StringValues x, [FromForm] StringValues? y) => Answer.With(x, y);

    [JsonStream("/seg/d/f/form", Method = "POST")]
    public static Say Form(IFormCollection x) => Answer.With(x);

    [JsonStream("/seg/d/f/file", Method = "POST")]
    public static Say File(IFormFile x) => Answer.With(x);

    [JsonStream("/seg/d/f/file-maybe", Method = "POST")]
    public static Say FileMaybe([FromForm(Name = "the-file")] IFormFile? x) => Answer.With(x);

    [JsonStream("/seg/d/f/files", Method = "POST")]
    public static Say Files(IFormFileCollection x, [FromForm] string? y) => Answer.With(x.ToArray(), y);

    [JsonStream("/seg/d/f/mixed/{id}", Method = "POST")]
    public static Say Mixed(int id, IFormFile? x, [FromForm] int y, string? q) => Answer.With(id, x, y, q);

    [JsonStream("/seg/d/f/get")]
    public static Say Get([FromForm] string? x) => Answer.With(x);

    [JsonStream("/seg/d/g/record/{id}")]
    public static Say Record([AsParameters] RecordGroup g) => Answer.With(g);

    [JsonStream("/seg/d/g/record-struct/{id}")]
    public static Say RecordStruct([AsParameters] RecordStructGroup g, string? x) => Answer.With(g.Id, g.H, g.Http.Request.Method, x);

    [JsonStream("/seg/d/g/constructor")]
    public static Say Constructor([AsParameters] ConstructorGroup g) => Answer.With(g.Id, g.Text, g.Ignored);

    [JsonStream("/seg/d/g/properties")]
    public static Say Properties([AsParameters] PropertyGroup g) => Answer.With(g.Id, g.Text, g.Numbers, g.ReadOnly, g.Private, g.Token.CanBeCanceled);

    [JsonStream("/seg/d/g/inherited")]
    public static Say Inherited([AsParameters] InheritedGroup g) => Answer.With(g.Id, g.Text, g.Numbers, g.Name, g.On);

    [JsonStream("/seg/d/g/struct")]
    public static Say Struct([AsParameters] StructGroup g) => Answer.With(g.Id, g.H);

    [JsonStream("/seg/d/g/two-constructors")]
    public static Say TwoConstructors([AsParameters] TwoConstructors g) => Answer.With(g.Id, g.Text);

    [JsonStream("/seg/d/g/body/{id}", Method = "POST")]
    public static Say Body([AsParameters] BodyGroup g) => Answer.With(g);

    [JsonStream("/seg/d/g/form", Method = "POST")]
    public static Say FormGroup([AsParameters] FormGroup g) => Answer.With(g.Title, g.Count, g.File, g.Q);

    [JsonStream("/seg/d/g/bound")]
    public static Say BoundGroup([AsParameters] BoundGroup g, [AsParameters] TwoConstructors h) => Answer.With(g.First, g.Second, h.Id, h.Text);
}
