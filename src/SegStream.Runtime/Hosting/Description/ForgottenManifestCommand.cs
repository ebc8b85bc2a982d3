using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace SegStream.Hosting;

/// <summary>Refuses to serve where the command line asks for a manifest and the application did not look at it: the build that called it would wait for ever.</summary>
internal sealed class ForgottenManifestCommand(IConfiguration? configuration) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next)
    {
        if (configuration?[StreamManifestCommand.Key] is not null)
        {
            throw new InvalidOperationException(
                $"The command line has --{StreamManifestCommand.Key}, but the application starts to serve. Add, behind the last Map… call: if (await app.RunStreamManifestCommandAsync(args)) return;");
        }

        return next;
    }
}
