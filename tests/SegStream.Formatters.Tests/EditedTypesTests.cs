using SegStream.Formatters.Tests.Shapes;
using SegStream.Framing;

namespace SegStream.Formatters.Tests;

/// <summary>The program is edited while it runs. Alone, because the whole process is then edited.</summary>
[Collection(nameof(EditedTypesTests))]
[CollectionDefinition(nameof(EditedTypesTests), DisableParallelization = true)]
public sealed class EditedTypesTests
{
    [Fact]
    public void After_an_edit_the_serializer_writes_all_events()
    {
        var json = new EventJson(new FrameFormat { Mode = StreamMode.Json, Json = OptionSets.Plain["web"].GetTypeInfo }, typeof(Progress));
        Assert.NotNull(json.Generated);
        try
        {
            EditedTypes.ClearCache(null);
            Assert.Null(json.Generated);
        }
        finally
        {
            EditedTypes.Forget();
        }
    }
}
