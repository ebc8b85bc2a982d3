using System.Text;
using Showcase.Import;

namespace SegStream.Browser.Tests.Parts;

public sealed class CsvHeaderTests
{
    [Theory]
    [InlineData("a,b,c\n1,2,3", "a|b|c")]
    [InlineData("\uFEFFname,\"the, \"\"place\"\"\"\r\n", "name|the, \"place\"")]
    [InlineData("just a sentence", "")]
    [InlineData("a,,c\n", "")]
    [InlineData("", "")]
    public void Column_names_are_found_where_the_first_line_has_them(string text, string columns) =>
        Assert.Equal(columns, string.Join('|', CsvHeader.Read(Encoding.UTF8.GetBytes(text))));
}
