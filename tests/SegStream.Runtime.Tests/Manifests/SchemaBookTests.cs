using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SegStream.Manifests;

namespace SegStream.Tests.Manifests;

public sealed class SchemaBookTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    [Theory]
    [InlineData(typeof(WithNaN))]
    [InlineData(typeof(WithToken))]
    public void What_cannot_be_described_is_named(Type type)
    {
        var book = new SchemaBook();
        var error = Assert.Throws<InvalidOperationException>(() =>
        {
            book.Use(Options.GetTypeInfo(type), SchemaDirection.Sent);
            book.Close();
        });
        Assert.Contains(type.Name, error.Message, StringComparison.Ordinal);
    }

    private sealed record WithNaN(float Value = float.NaN);

    private sealed record WithToken(string Text, CancellationToken Token = default);
}
