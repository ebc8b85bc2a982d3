using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using SegStream.Vocabulary;

namespace SegStream.Hosting;

/// <summary>Lets the application's JSON options know the events that SegStream brings along, after everything that the application has added itself.</summary>
internal sealed class VocabularyJsonSetup : IPostConfigureOptions<JsonOptions>
{
    public void PostConfigure(string? name, JsonOptions options)
    {
        // Options that are in use already cannot be changed; and there is nothing to add to a resolver that knows every type.
        if (!options.SerializerOptions.IsReadOnly)
        {
            options.SerializerOptions.TypeInfoResolverChain.Add(StreamVocabulary.JsonContext);
        }
    }
}
