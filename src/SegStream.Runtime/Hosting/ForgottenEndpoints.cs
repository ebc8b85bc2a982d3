using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging;
using SegStream.Diagnostics;

namespace SegStream.Hosting;

/// <summary>
/// Finds out that an application has endpoints and does not map them, which is a silent 404 otherwise. Only the assembly that the host is named after is
/// asked: whether a library's endpoints are wanted is for nobody to guess.
/// </summary>
internal sealed class ForgottenEndpoints(string applicationName, ILogger logger)
{
    private readonly ConcurrentDictionary<Assembly, bool> _mapped = new();

    /// <summary>The endpoints of an assembly are mapped.</summary>
    public void Mapped(Assembly assembly) => _mapped[assembly] = true;

    /// <summary>Writes a warning when the application's own endpoints are not mapped.</summary>
    public void Check()
    {
        var application = Array.Find(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == applicationName);
        if (application?.GetCustomAttribute<StreamEndpointsAttribute>() is { } endpoints && !_mapped.ContainsKey(application))
        {
            StreamLog.NotMapped(logger, endpoints.Count, applicationName);
        }
    }
}
